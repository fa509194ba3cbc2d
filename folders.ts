// Who may import whom. The linter enforces this table (oxlint.config.ts), and the README shows it (test/folders.test.ts).

export interface Folder {
  readonly folder: string;
  /** The folders whose files it may import, besides its own. `core` stands for all layers of core. */
  readonly mayImport: readonly string[] | 'any';
  /** Whether it may import npm packages and Node's own modules. */
  readonly packages: boolean;
}

export const folders: readonly Folder[] = [
  { folder: 'bin', mayImport: ['lib', 'planner', 'scenarios'], packages: true },
  { folder: 'lib', mayImport: ['planner', 'core/api'], packages: true },
  { folder: 'scenarios', mayImport: ['planner', 'core'], packages: false },
  { folder: 'planner', mayImport: ['scenarios', 'core'], packages: false },
  { folder: 'core/stream', mayImport: [], packages: false },
  { folder: 'core/counters', mayImport: ['core/stream'], packages: false },
  { folder: 'core/likes', mayImport: ['core/stream', 'core/counters'], packages: false },
  { folder: 'core/audit', mayImport: ['core/stream', 'core/counters'], packages: false },
  { folder: 'core/fairness', mayImport: [], packages: false },
  { folder: 'core/challenge', mayImport: [], packages: false },
  { folder: 'core/live', mayImport: ['core/stream', 'core/counters'], packages: false },
  { folder: 'core/posts', mayImport: [], packages: false },
  { folder: 'core/api', mayImport: [], packages: false },
  { folder: 'core/smoke', mayImport: ['core/challenge'], packages: false },
  { folder: 'adapters', mayImport: ['core'], packages: true },
  { folder: 'lambdas', mayImport: ['core', 'adapters'], packages: true },
  { folder: 'local', mayImport: ['command-line'], packages: true },
  // The like button imports no package: `npm run button` would show its weight.
  { folder: 'demo', mayImport: [], packages: true },
  // Of the trials it takes only what is pure: the model's store in memory, its calls and its mutants.
  { folder: 'simulator', mayImport: ['core', 'trials'], packages: false },
  { folder: 'traffic', mayImport: ['core', 'command-line'], packages: true },
  { folder: 'command-line', mayImport: [], packages: true },
  {
    folder: 'tools',
    mayImport: ['core', 'adapters', 'local', 'traffic', 'command-line', 'planner', 'scenarios', 'bench'],
    packages: true,
  },
  {
    folder: 'trials',
    mayImport: [
      'core',
      'adapters',
      'lambdas',
      'local',
      'traffic',
      'command-line',
      'planner',
      'scenarios',
      'tools',
      'bench',
    ],
    packages: true,
  },
  {
    folder: 'bench',
    mayImport: ['core', 'adapters', 'local', 'traffic', 'command-line', 'planner', 'scenarios'],
    packages: true,
  },
  { folder: 'test', mayImport: 'any', packages: true },
];
