import { ERROR_CODES } from '../../ir/error-codes.ts';
import { type DocumentScope, type Part, problemRef } from './scope.ts';
import { MEANINGS, RETRIED } from './statuses.ts';

const TEXT: Part = { type: 'string' };

/** The body of every error response (RFC 9457), as the runtime writes it. */
export const problemSchema: Part = {
  description: 'What went wrong (RFC 9457).',
  type: 'object',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { description: 'The phrase of the status.', ...TEXT },
    status: { type: 'integer' },
    detail: { description: 'What went wrong, for people.', ...TEXT },
    code: {
      description: `What went wrong, for programs: ${ERROR_CODES.map((code) => `\`${code}\``).join(', ')}, or a code of HTTP's own. More may come.`,
      ...TEXT,
    },
    requestId: { description: 'What the log of the service calls this request.', ...TEXT },
    errors: {
      description: 'Every fault of the request.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          in: { type: 'string', enum: ['body', 'path', 'query', 'header'] },
          path: { description: 'A JSON pointer (RFC 6901).', ...TEXT },
          rule: { description: 'The keyword of JSON Schema that is not met.', ...TEXT },
          wanted: { description: 'What the rule asks for.' },
          message: TEXT,
        },
        required: ['in', 'path', 'rule', 'message'],
      },
    },
    details: { description: 'More, by the service itself.', type: 'object' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};

/** An error response. */
export function problemResponse(description: string, status: number, scope: DocumentScope): Part {
  const header = {
    description: 'Seconds until it is worth another try.',
    schema: { type: 'integer', minimum: 0 },
  };
  return {
    description,
    ...(RETRIED.has(status) ? { headers: { 'Retry-After': header } } : {}),
    content: { 'application/problem+json': { schema: problemRef(scope) } },
  };
}

const NAMES: Readonly<Record<string, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  default: 'Failure',
};

/** A reference to an error response that many operations have. */
export function sharedResponse(status: number | 'default', { shared }: DocumentScope): Part {
  shared.add(status);
  return { $ref: `#/components/responses/${NAMES[status]}` };
}

/** The error responses that operations refer to, by name. */
export function sharedResponses(scope: DocumentScope): Part {
  const order = ['400', '401', '403', '413', '415', 'default'];
  const used = order.filter((one) => scope.shared.has(one === 'default' ? one : Number(one)));
  const rest =
    'Any other failure, such as `internal` (500), `unavailable` (503) or `deadline_exceeded` (504).';
  return Object.fromEntries(
    used.map((status) => {
      const description = MEANINGS[Number(status)] ?? rest;
      return [NAMES[status] ?? status, problemResponse(description, Number(status), scope)];
    }),
  );
}
