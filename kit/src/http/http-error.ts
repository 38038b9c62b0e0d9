import { statusOf, type HttpOnlyCode } from './status.ts';

/** A request refused for its form, before any operation was called. */
export class HttpError extends Error {
  readonly code: HttpOnlyCode;
  readonly status: number;
  /** Headers that belong to this refusal, such as `allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpOnlyCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpError';
    this.code = code;
    this.status = statusOf(code);
    this.headers = headers;
  }
}
