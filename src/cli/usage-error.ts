/** A command line that makes no sense: what is wrong, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help: string;

  constructor(message: string, help: string = '`microgen help` shows every command and flag.') {
    super(message);
    this.help = help;
  }
}
