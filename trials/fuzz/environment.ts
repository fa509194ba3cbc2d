// Sets the environment variables that a deployment sets. Import this before any function, because the last lines of a function wire the
// real adapters.

import { splitPolicy } from './split-policy.ts';

process.env['AWS_REGION'] = 'us-east-1';
process.env['COUNTERS_TABLE'] = 'counters';
process.env['LIKES_TABLE'] = 'likes';
process.env['POSTS_TABLE'] = 'posts';
process.env['LIKE_EVENTS_STREAM'] = 'like-events';
// The logger is silent unless a test reads the log.
process.env['POWERTOOLS_LOG_LEVEL'] ??= 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] ??= 'true';
process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'LikesCounter';
process.env['POWERTOOLS_SERVICE_NAME'] = 'test';
process.env['BURST_QUEUE_URL'] = 'https://sqs.us-east-1.amazonaws.com/000000000000/burst';
process.env['QUARANTINE_QUEUE_URL'] = 'https://sqs.us-east-1.amazonaws.com/000000000000/quarantine';
process.env['VISITOR_KEY_SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:visitor-key';
process.env['SEAL_KEY_SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:seal-key';
process.env['SPLIT_POSTS_INDEX'] = 'split-posts';
process.env['SPLIT_POLICY'] = JSON.stringify(splitPolicy);
process.env['TIMELINE_TABLE'] = 'timeline';
process.env['TIMELINE_DAYS'] = '30';
process.env['TIMELINE_FROM_LIKES'] = '100';
process.env['ROOT_SLOTS'] = '16';
process.env['TOMBSTONE_SECONDS'] = '345600';
process.env['CONNECTIONS_TABLE'] = 'connections';
process.env['CONNECTION_SLOTS'] = '4';
process.env['CONNECTIONS_URL'] = 'https://api.execute-api.us-east-1.amazonaws.com/live';
process.env['BROADCAST_QUEUE_URL'] = 'https://sqs.us-east-1.amazonaws.com/000000000000/broadcast';
process.env['API_URL'] = 'https://api.execute-api.us-east-1.amazonaws.com/';
process.env['FRESHNESS_SECONDS'] = '5';
