const TOKEN = /^[\w.@:+-]{1,100}$/;

/** Whether a text of a sender can be kept as an id or as a name: 1 to 100 letters, digits and `._@:+-`. */
export const isToken = (text: string): boolean => TOKEN.test(text);
