// `npm run synth`: makes and checks the templates. It is a command of its own because the CDK CLI does not pass a SIGTERM on to
// the app and its bundlers.

import { runInGroup } from '../../command-line/process-group.ts';
import { runCommand } from '../../command-line/run-command.ts';

await runCommand({
  name: 'synth',
  // The CDK CLI has the help.
  help: '',
  readOptions: (args) => args,
  run: (args, signal) => runInGroup('cdk', ['synth', '--quiet', ...args], signal),
});
