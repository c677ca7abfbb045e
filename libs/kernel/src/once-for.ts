/** The work done once for each object, which must not change; what came of it is kept for as long as the object is. */
export function onceFor<Key extends object, Result extends object>(
  work: (key: Key) => Result,
): (key: Key) => Result {
  const done = new WeakMap<Key, Result>();
  return (key) => {
    const result = done.get(key) ?? work(key);
    done.set(key, result);
    return result;
  };
}
