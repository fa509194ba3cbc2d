// What `npm run loadtest -- --help` prints.

export const HELP = `Sends the likes of a scenario to a local cloud with AWS's limits, and holds the plan's predictions to what it measures.
docs/load-test.md says how, and what the model leaves out.

  npm run loadtest -- --scenario social-media --scale 1/100 --shape burst --minutes 3 --html report.html

  --scenario NAME (social-media)  the workload and its plan
  --scale S (1/100)     divides the traffic and all limits alike
  --shape SHAPE (steady)
       steady           the scenario's steady rate
       burst            above what the shards take for a while, then quiet, so that the queue drains
       celebrity        the scenario's peak, and one post gets 80%; the naive design gets the same likes beside it
       real-day         a day with its night, lunch and evening; the evening is the scenario's peak
  --minutes N (3)       how long likes are sent
  --seed N (1)          repeats the schedule: who likes what, and when
  --calibration-seconds N (20)  how long likes measure this machine before the run, after as long a warm-up
  --no-queue            refuses what the stream throttles, which shows what the queue is for
  --cross-check         lets autocannon drive the same rate for some seconds at the end
  --html FILE           writes a page with the course of the run
  --json FILE           writes everything that was measured
  --compare FILE        names the figures of an earlier --json that did not come out again

A deployed API instead of a local cloud. All likes come from one address, so raise the stage's limits of addresses first
(docs/fairness.md):
  --url URL             the API. Only what its answers show is measured. It asks first, because requests cost money
  --requests-budget N   the most requests that are sent, whatever happens; the run needs about as many as it has likes,
                        and some for persons, for reading counts and for calibration
  --yes                 does not ask
  --help                this text

Ctrl-C stops at once and still prints the report.

Exit code: 0 every count is exact, and the predictions hold within the scenario's tolerance; 1 one of these does not hold;
2 wrong options or file; 130 interrupted.
`;
