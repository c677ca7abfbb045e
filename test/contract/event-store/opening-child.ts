import { SqliteEventStore } from '@wirebrief/event-store';
import { isWirebriefError } from '@wirebrief/kernel';

/** Opens the log of a folder and prints how that went: `opened`, or the code and the message of the error. */
async function open(folder: string): Promise<string> {
  try {
    const store = await SqliteEventStore.open({ folder, clock: () => new Date() });
    await store.close();
    return 'opened';
  } catch (error) {
    return isWirebriefError(error) ? `${error.code} ${error.message}` : String(error);
  }
}

void open(process.argv[2] ?? '').then((outcome) => {
  console.log(outcome);
});
