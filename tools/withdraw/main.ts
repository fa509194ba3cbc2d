// npm run withdraw: takes back the likes of persons, or of a span of time, through the same stream as everybody's actions.

import { hash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { makeLedgerScan, makePersonsScan } from '../../adapters/dynamodb/scan.ts';
import { LikeStreamError } from '../../adapters/kinesis/like-stream.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { showProgress } from '../audit/show-progress.ts';
import { RunState } from '../audit/state.ts';
import { findDeployment } from '../find-deployment.ts';
import { explainFailure } from '../explain-failure.ts';
import { type DeploymentPorts, openPorts } from './deployment-ports.ts';
import { HELP } from './help.ts';
import { readOptions, type WithdrawCommand } from './options.ts';
import { makeSending } from './make-sending.ts';
import { openPrivateFile, openRecordFile } from './record-file.ts';
import { formatReport } from './report.ts';
import { withdraw } from './withdraw.ts';
import { WITHDRAWALS_SCHEMA, WithdrawalStore } from './withdrawal-store.ts';

await runCommand({ name: 'withdraw', help: HELP, readOptions, run });

async function run(command: WithdrawCommand, signal: AbortSignal): Promise<number> {
  try {
    const ports = await openPorts(await findDeployment(command.deployment));
    try {
      return await runOn(ports, command, signal);
    } finally {
      ports.destroy();
    }
  } catch (error) {
    if (signal.aborted && command.send)
      console.error('withdraw: interrupted; the same command goes on where it was');
    const reason = explainFailure(error instanceof LikeStreamError ? error.cause : error, 'the deployment');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  }
}

async function runOn(ports: DeploymentPorts, command: WithdrawCommand, signal: AbortSignal): Promise<number> {
  const { persons, fromMs = -Infinity, toMs, send } = command;
  if ((toMs ?? 0) > ports.serverNow()) throw new UsageError('--to must not be in the future');
  const state = openState(command, ports.likesTable);
  const record = send && openRecordFile(send.recordFile, send);
  const progress = showProgress({ counters: 0, ledger: 0 });
  try {
    const startedMs = Number(state.factOr('startedMs', () => String(ports.serverNow())));
    const table = { client: ports.client, table: ports.likesTable };
    const report = await withdraw(
      {
        state,
        store: new WithdrawalStore(state),
        readRows: persons ? makePersonsScan(table, persons) : makeLedgerScan(table),
        ...makeSending(ports, { state, record, startedMs, perSecond: command.perSecond, signal }),
      },
      { persons, fromMs, toMs: toMs ?? startedMs },
      {
        ...command,
        send: send !== undefined,
        signal,
        onRead: (pass, read) => progress.onProgress('ledger', pass, read),
      },
    );
    progress.stop();
    console.log(formatReport(report, send !== undefined));
    state.remove();
    return send && report.foundAtLast > 0 ? 1 : 0;
  } finally {
    progress.stop();
    record?.close();
    state.close();
  }
}

/** The same command goes on in the same file, and another one is refused it. A run that changes nothing needs no file. */
function openState(command: WithdrawCommand, table: string): RunState {
  const { persons, fromMs = 'ever', toMs = 'now', send, segments } = command;
  const of = persons ? `${persons.length} persons (${hash('sha256', persons.join('\n'))})` : 'everybody';
  const file = send && `${send.recordFile}.state`;
  // SQLite keeps the mode of a file that is there.
  if (file !== undefined) closeSync(openPrivateFile(file));
  return new RunState(file, WITHDRAWALS_SCHEMA, {
    withdraw: `${of} from ${fromMs} to ${toMs} in ${table}`,
    reason: send?.reason ?? '',
    segments,
  });
}
