/** A fault of ours: microgen found itself in a state that it should never be in. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
