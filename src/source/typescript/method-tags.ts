import type { Span } from '../../diagnostics/span.ts';
import { ERROR_CODES } from '../../ir/error-codes.ts';
import { pathParameters } from '../../ir/routes.ts';
import { TOOL_NAME } from '../../ir/tools.ts';
import type { HttpRule, HttpVerb, Method, MethodError } from '../../ir/types.ts';
import { words } from '../../text/cases.ts';
import { nearest } from '../../text/nearest.ts';
import type { DocTag } from './doc-comment.ts';
import type { TagName } from './doc-tags.ts';
import type { Documented } from './docs.ts';
import type { Report } from './report.ts';

/** What a method's comment says beside its description. */
export type MethodTags = Pick<Method, 'http' | 'errors' | 'scopes' | 'tags' | 'timeout' | 'tool'>;

export function readMethodTags(report: Report, documented: Documented): MethodTags {
  const fault = faultReporter(report, documented);
  const http = readHttp(documented, fault);
  const timeout = readTimeout(documented, fault);
  const tool = readTool(documented, fault);
  return {
    ...(http === undefined ? {} : { http }),
    errors: documented.tags('throws').flatMap((tag) => {
      const { code, when } = splitError(tag);
      if (ERROR_CODES.includes(code)) return [{ code, when }];
      const span = documented.valueSpan(tag);
      if (!refuseErrorCode(tag, code, fault)) warnOfErrorCode(code, { report, span });
      return [];
    }),
    scopes: [...new Set(documented.tags('scope').flatMap((tag) => readScopes(tag, fault)))],
    tags: documented.tags('tag').flatMap((tag) => readTag(tag, fault)),
    ...(timeout === undefined ? {} : { timeout }),
    ...(tool === undefined ? {} : { tool }),
  };
}

/** Reads `@http /users` on an interface: the path before the routes of its methods. */
export function readBasePath(report: Report, documented: Documented): string | undefined {
  const tag = documented.tag('http');
  if (tag === undefined) return undefined;
  const fault = faultReporter(report, documented);
  const wanted = 'On an interface write the path that its routes share: `@http /users`.';
  const reason = pathFault(tag.value);
  if (reason !== undefined) fault(tag, reason, wanted);
  return reason === undefined ? tag.value : undefined;
}

type Fault = (tag: DocTag, reason: string, wanted: string) => void;

function faultReporter(report: Report, documented: Documented): Fault {
  return (tag, reason, wanted) => {
    const said = tag.value === '' ? 'has no value' : reason;
    const params = { tag: tag.name, reason: said, wanted };
    report.add('bad-tag-value', params, { span: documented.valueSpan(tag) });
  };
}

const VERBS: readonly HttpVerb[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function readHttp(documented: Documented, fault: Fault): HttpRule | undefined {
  const tag = documented.tag('http');
  if (tag === undefined) return undefined;
  const wanted = 'Write a verb and a path behind it: `@http GET /users/{id}`.';
  const [first = '', path = '', ...rest] = tag.value.split(/\s+/);
  const verb = VERBS.find((one) => one === first);
  const reason =
    verb === undefined
      ? `does not begin with one of ${VERBS.join(', ')}`
      : (pathFault(path) ??
        (rest.length > 0 ? `has \`${rest.join(' ')}\` behind the path` : undefined));
  if (verb !== undefined && reason === undefined) {
    return { verb, path, span: documented.valueSpan(tag) };
  }
  fault(tag, reason ?? '', wanted);
  return undefined;
}

/** Literal characters of a segment (RFC 3986, unreserved and some more) or one parameter. */
const SEGMENT = /^(?:[A-Za-z0-9._~$!+,=@-]+|\{[A-Za-z_$][\w$]*\})$/;

function pathFault(path: string): string | undefined {
  if (!path.startsWith('/')) return 'has a path that does not begin with `/`';
  const segments = path.slice(1).replace(/\/$/, '').split('/');
  const bad = segments.find((segment) => !SEGMENT.test(segment) || /^\.{1,2}$/.test(segment));
  if (bad !== undefined && path !== '/') {
    return `has \`${bad}\` in its path, where a part is plain text or one {parameter}`;
  }
  const names = pathParameters(path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `has {${twice}} twice in its path`;
}

/**
 * `not_found when the user does not exist`, or with the code in JSDoc's braces, `{not_found}`. A class there, as
 * in `{Error}`, is read by people only.
 */
function splitError(tag: DocTag): MethodError {
  const braces = /^\{\s*([^{}]*?)\s*\}\s*(?:-\s+)?([\s\S]*)$/.exec(tag.value);
  const [, code = '', when = ''] = braces ?? /^(\S*)\s*([\s\S]*)$/.exec(tag.value) ?? [];
  return { code, when };
}

/** Refuses what is spelt as codes are, and is none. Says whether it did. */
function refuseErrorCode(tag: DocTag, code: string, fault: Fault): boolean {
  const meant = nearest(code, ERROR_CODES);
  const isSnakeCase = /^[a-z]+(?:_[a-z]+)+$/.test(code);
  if (!isSnakeCase && (meant === undefined || !/^[a-z]+$/.test(code))) return false;
  const wanted =
    meant === undefined ? `Use one of ${ERROR_CODES.join(', ')}.` : `Did you mean ${meant}?`;
  fault(tag, `names no error code with \`${code}\``, wanted);
  return true;
}

/**
 * Warns of a code in another spelling: `NotFound`, `NOT_FOUND`, `not-found`, `NotFoundError`. Prose and classes
 * that are like no code are left alone: other tools read `@throws` too.
 */
function warnOfErrorCode(
  said: string,
  { report, span }: { readonly report: Report; readonly span: Span },
): void {
  const name = words(said).join('_');
  const meant = nearest(name.replace(/_(?:error|exception)$/, ''), ERROR_CODES);
  if (meant !== undefined) report.add('unknown-error-code', { said, nearest: meant }, { span });
}

/** Scope tokens (RFC 6749, section 3.3). */
function readScopes(tag: DocTag, fault: Fault): string[] {
  const scopes = tag.value.split(/[\s,]+/).filter(Boolean);
  const bad = scopes.find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
  if (bad === undefined && scopes.length > 0) return scopes;
  fault(tag, `cannot be \`${bad ?? ''}\``, 'Write the scope behind it: `@scope users:read`.');
  return [];
}

function readTag(tag: DocTag, fault: Fault): string[] {
  if (tag.value !== '') return [tag.value];
  fault(
    tag,
    'has no value',
    'Write a name behind it, under which documentation groups the method.',
  );
  return [];
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest delay that a timer of Node takes. */
const MAX_TIMEOUT = 2 ** 31 - 1;

function readTimeout(documented: Documented, fault: Fault): number | undefined {
  const tag = documented.tag('timeout');
  if (tag === undefined) return undefined;
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(tag.value) ?? [];
  const timeout = Math.round(Number(amount) * (UNITS[unit] ?? 0));
  if (timeout > 0 && timeout <= MAX_TIMEOUT) return timeout;
  const wanted = 'Write a time from 1ms to 24 days behind it: 500ms, 5s, 2m or 1h.';
  fault(tag, `cannot be \`${tag.value}\``, wanted);
  return undefined;
}

function readTool(documented: Documented, fault: Fault): string | false | undefined {
  const tag = documented.tag('tool' satisfies TagName);
  if (tag === undefined || TOOL_NAME.test(tag.value)) {
    return tag?.value === 'false' ? false : tag?.value;
  }
  const wanted = 'Write a name of letters, digits, `_` and `-` behind it, or `false`.';
  fault(tag, `cannot be \`${tag.value}\``, wanted);
  return undefined;
}
