type Change = (text: string) => string;

/** Changes the message in a Passpoint file, which is below a layer of base64. */
export const inMessage =
  (change: Change): Change =>
  (text) =>
    Buffer.from(change(Buffer.from(text, 'base64').toString())).toString('base64');

/** Changes the management tree, which is a part of the message below another layer. */
export const inTree = (change: Change): Change =>
  inMessage((message) => {
    const part = treePart(message);
    const changed = Buffer.from(change(Buffer.from(part, 'base64').toString())).toString('base64');
    return message.replace(part, changed);
  });

/** The management tree of a Passpoint file; empty where there is none. */
export const treeIn = (file: Buffer): Buffer =>
  Buffer.from(treePart(Buffer.from(file.toString(), 'base64').toString()), 'base64');

const treePart = (message: string): string =>
  /x-passpoint-profile\r\n.*\r\n\r\n([\s\S]*?)\r\n--/.exec(message)?.[1] ?? '';
