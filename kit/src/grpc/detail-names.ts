/** The metadata that carries a `google.rpc.Status`. */
export const detailsKey = 'grpc-status-details-bin';

/** Who gives the reasons of an error: tells kit's codes from those of others. */
export const domain = 'microgen';

/** `/items/0/name` as `items.0.name`. */
export function dotted(path: string): string {
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

/** `items.0.name` as `/items/0/name`. */
export function pointer(field: string): string {
  if (field === '') return '';
  const keys = field.split('.').map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'));
  return `/${keys.join('/')}`;
}

/** `minLength` as `MIN_LENGTH`, which is how reasons are spelt. */
export function upper(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** `MIN_LENGTH` as `minLength`. */
export function camel(name: string): string {
  return name.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
