const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME =
  /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOSTNAME = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)*${LABEL}$`, 'i');
const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const EMAIL = new RegExp(`^${ATOM}(\\.${ATOM})*@(${LABEL}\\.)*${LABEL}$`, 'i');
const IPV4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;
const URI =
  /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#@!$&'()*+,;=]|%[\da-f]{2}|(?<=\/\/(?:[^/?#@]*@)?)\[[\da-f:.]+\])*$/i;

const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
  ['email', (text: string) => EMAIL.test(text)],
  ['hostname', (text: string) => HOSTNAME.test(text)],
  ['ipv4', (text: string) => IPV4.test(text)],
  ['uri', (text: string) => URI.test(text) && URL.canParse(text)],
  ['uuid', (text: string) => UUID.test(text)],
]);

/**
 * Whether a text has a format that services check (the runtime's own checks, which this cannot import, are
 * held to it by a test). Any other format is an annotation and admits everything (JSON Schema validation
 * section 7.2.1).
 */
export function isTextFormat(text: string, format: string): boolean {
  return FORMATS.get(format)?.(text) ?? true;
}

/** RFC 3339 date-time. */
export function isDateTime(text: string): boolean {
  const [date = '', time, ...more] = text.split(/t/i);
  return more.length === 0 && isDate(date) && time !== undefined && isTime(time);
}

/** RFC 3339 full-date, of a day that exists. */
function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** RFC 3339 full-time; a leap second only at the end of a UTC day (section 5.7). */
function isTime(text: string): boolean {
  const [, hour, minute, second, sign, offsetHour = '0', offsetMinute = '0'] =
    TIME.exec(text) ?? [];
  if (hour === undefined) return false;
  if (second !== '60') return true;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  return (Number(hour) * 60 + Number(minute) - offset + 2880) % 1440 === 1439;
}
