// What a checker found, and which of it is accepted. Pure.

export interface Finding {
  readonly rule: string;
  /** What the checker says about it, in one line. */
  readonly says: string;
  readonly template: string;
  /** Empty for what concerns a whole template. */
  readonly type: string;
  readonly logicalId: string;
}

export interface Accepted {
  readonly rule: string;
  readonly type: string;
  /** Matches the logical ids for which it holds. Undefined means every resource of the type. */
  readonly only?: RegExp;
  readonly reason: string;
}

export interface Verdict {
  readonly unexplained: readonly Finding[];
  /** What is accepted and was not found. It goes, so that it does not hide what somebody makes later. */
  readonly unused: readonly Accepted[];
}

export function judge(findings: readonly Finding[], accepted: readonly Accepted[]): Verdict {
  const used = new Set<Accepted>();
  const unexplained = findings.filter((finding) => {
    const matches = accepted.filter((it) => isFor(it, finding));
    for (const match of matches) used.add(match);
    return matches.length === 0;
  });
  return { unexplained, unused: accepted.filter((it) => !used.has(it)) };
}

const isFor = ({ rule, type, only }: Accepted, finding: Finding) =>
  rule === finding.rule && type === finding.type && (only?.test(finding.logicalId) ?? true);

/** One line for each. The same finding in several templates is one line. */
export function formatVerdict({ unexplained, unused }: Verdict): string[] {
  const places = Map.groupBy(unexplained, ({ rule, type, logicalId, says }) =>
    [rule, `${type} ${logicalId}`.trim(), says].join('  '),
  );
  return [
    ...[...places].map(
      ([line, found]) => `${line} (${[...new Set(found.map(({ template }) => template))].join(', ')})`,
    ),
    ...unused.map(
      ({ rule, type, only }) =>
        `${rule} is accepted for ${type}${only ? ` ${only}` : ''}, and nothing is found there`,
    ),
  ];
}
