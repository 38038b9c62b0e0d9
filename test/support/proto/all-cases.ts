import { editions } from './editions.ts';
import { enums } from './enums.ts';
import { imports } from './imports.ts';
import { messages } from './messages.ts';
import { options } from './options.ts';
import { words } from './words.ts';

/** Every case of the table. */
export const protoCases = [...words, ...imports, ...messages, ...enums, ...options, ...editions];
