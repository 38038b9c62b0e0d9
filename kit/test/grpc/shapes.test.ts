import { afterEach, describe, expect, test } from 'vitest';
import { all, chat, count, Notes, say, sum, type NotesMethods } from './support.ts';

const running: Notes[] = [];

async function start(methods: NotesMethods = {}): Promise<Notes> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  return notes;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

describe('the four shapes', () => {
  test('unary', async () => {
    const client = (await start()).client();
    expect(await client.unary(say, { text: 'Ada', number: 1 })).toEqual({
      text: 'Hello, Ada!',
      number: 2,
    });
  });

  test('server stream', async () => {
    const client = (await start()).client();
    const notes = await all(client.serverStream(count, { text: 'n', number: 500 }));
    expect(notes.map(({ number }) => number)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(await all(client.serverStream(count, { text: 'n', number: 0 }))).toEqual([]);
  });

  test('client stream', async () => {
    const client = (await start()).client();
    const notes = [1, 2, 3].map((number) => ({ text: '', number }));
    expect(await client.clientStream(sum, notes)).toEqual({ text: 'sum', number: 6 });
    expect(await client.clientStream(sum, [])).toEqual({ text: 'sum', number: 0 });
  });

  test('bidi stream, message by message', async () => {
    const client = (await start()).client();
    const answers: string[] = [];
    let answered: (() => void) | undefined;
    async function* questions() {
      for (const text of ['a', 'b', 'c']) {
        yield { text, number: 0 };
        // The next question depends on the last answer.
        await new Promise<void>((resolve) => {
          answered = resolve;
        });
      }
    }
    for await (const { text } of client.bidiStream(chat, questions())) {
      answers.push(text);
      answered?.();
    }
    expect(answers).toEqual(['a?', 'b?', 'c?']);
  });
});
