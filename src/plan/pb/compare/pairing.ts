import type { Position } from '../../../ir/compare/verdicts.ts';
import type { GrpcFinding } from '../../../ir/compare/grpc.ts';
import type { Messages } from './sides.ts';

/** Two messages while they are compared, and where values of them travel. */
export interface Pairing {
  readonly before: Messages;
  readonly after: Messages;
  readonly position: Position;
  /** Says that a pair of messages is compared in this position: `true` when it is the first time. */
  enter(key: string): boolean;
  /** Compares two messages by their names. */
  compare(before: string, after: string, scope: MessageScope): readonly GrpcFinding[];
}

/** Where a message is compared, and what changes to it are called. */
export interface MessageScope {
  /** What a property is called where it is no declaration's. */
  readonly subjectOf: (property: string) => string | undefined;
  /** What the whole message is called where it is no declaration. */
  readonly whole: string;
}
