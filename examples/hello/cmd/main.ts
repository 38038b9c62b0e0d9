// Created once by microgen; this file is yours and is never overwritten.
import { run } from './generated_runtime.ts';

// Your hooks go in here: `components` with a start and a stop, connect-style middleware in `use`,
// health `checks`, `onStart` and `onStop`. `RunOptions` says what each is.
await run({});
