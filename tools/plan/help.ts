// The help of `npm run plan`.

export const HELP = `Says what a workload needs: whether a plain design would do, how much of each limit its peak uses, what breaks next as it
grows, and what it costs. It calculates, and asks neither AWS nor the network.

npm run plan -- [--scenario NAME | --file FILE] [options]

Which workload:
  --scenario NAME         a scenario or rig of scenarios/ (default social-media)
  --file FILE             a scenario of your own, as JSON: { "name", "workload", "policies" } as scenarios/scenario.ts has them
  --likes-per-second N    the steady rate. The peak and the reads follow in proportion, unless they are given
  --peak N                likes a second at the peak
  --peak-seconds N        how long a peak lasts
  --users N               people who may like
  --hot-share S           share of all likes that the hottest post draws, 0 to 1
  --event-bytes N         bytes of an event
  --reads-per-second N    pages a second that ask for counts. Their peak follows in proportion, unless it is given
  --peak-reads N          pages a second at the peak
  --posts-per-read N      posts that a page shows
  --freshness N           how old a count may be, in seconds
  --stream MODE           provisioned, on-demand or cheaper
  --tables MODE           provisioned, on-demand or cheaper
  --live POLICY           off, totals or push: how changes get to those who look
  --edge                  with CloudFront before the API
  --sample FILE           compare partition keys on these events instead of made-up ones: a CSV file in the order of arrival,
                          whose columns are the candidates

What to print:
  --why                   the formula and the source of each limit
  --diff OTHER            what differs from the plan of another scenario, or of another file
  --quotas                the quotas of AWS to look at before traffic arrives, as a Markdown table
  --json                  the whole plan as JSON
  --html FILE             write one page with charts, which needs nothing else
  --infracost FILE        write a usage file for Infracost, so that another price list can check ours. Its names are Terraform
                          addresses (aws_lambda_function.accept_like): rename them to yours. What is declared, such as shards and
                          provisioned units, is not usage. Infracost reads it from your code
  --help                  this text

docs/planning.md explains each formula with an example.

Exit code: 0 the plan was made; 2 the workload is impossible or an option is wrong; 130 interrupted.
`;
