// How far a prediction may be off. A scenario may state tolerances of its own.

import type { PredictionTolerance } from '../../scenarios/scenario.ts';

export const DEFAULT_TOLERANCE: PredictionTolerance = { median: 0.1, worst: 0.2, latencyFactor: 1.5 };
