// A kind of request: what is sent to which route, and the status that it must be answered with.

import type { HttpFunction } from '../../core/api/routes.ts';
import type { Tokens } from './tokens.ts';

export interface ApiRequest {
  /** They are decoded, as API Gateway hands them over. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes are handed over in base64. */
  readonly body?: string | Uint8Array;
}

export interface Kind {
  /** As the table of routes has it, or a method and a path that no route has. */
  readonly route: string;
  readonly name: string;
  readonly answeredBy: HttpFunction;
  readonly status: number;
  /** Which algorithm the issuer of the deployment signs with, or that new visitors solve a puzzle. Otherwise it has visitors, and no puzzle. */
  readonly deployment?: 'rsa' | 'ec' | 'challenge';
  /** Makes a request. Each call may make another one, for example with a token that was not seen before. */
  readonly request: (tokens: Tokens) => ApiRequest;
}

export const isRefusal = ({ status }: Pick<Kind, 'status'>): boolean => status >= 400;

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
