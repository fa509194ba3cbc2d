// What the client and its live part have in common.

import type { AsVisitor } from '../likes-client/as-visitor.ts';
import type { Request } from '../likes-client/request.ts';
import type { PostLikes } from '../likes-client/types.ts';

export interface LiveOptions {
  readonly url: string;
  /** As many posts fit on a connection. */
  readonly maxPosts: number;
  readonly request: Request;
  readonly asVisitor: AsVisitor;
  /** Returns the posts that are in view now. */
  readonly wanted: () => readonly string[];
  readonly deliver: (counts: readonly PostLikes[]) => void;
  /** Posts that were pushed are pushed no longer. */
  readonly onEnd: () => void;
}

export interface Live {
  /** Other posts are in view than before. */
  wake(): void;
  isPushed(postId: string): boolean;
}
