// The planner has the table of quotas, because it says which of them a plan exceeds.

export { requestQuotaOf } from '../../planner/request-quota.ts';
