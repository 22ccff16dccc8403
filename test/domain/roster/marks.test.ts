import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Marks } from '../../../domain/roster/marks';
import { factsOf, now, rulesOf } from '../builders';
import { decideAccess } from '../../../domain/access/decide-access';
import { memberId } from '../../../domain/replayed/ids';

const pack = (text: string): string => deflateRawSync(text).toString('base64');
const textOf = (packed: string): string => inflateRawSync(Buffer.from(packed, 'base64')).toString();

const entitlement = decideAccess(factsOf(), rulesOf(), now);
const ada = memberId('4400');

describe('marks of a preview', () => {
  it('say which version they are of, and are found again', () => {
    const marks = new Marks();
    marks.add(ada, entitlement, { id: 'a-1', enabled: true, orgUnit: 'basic-wifi' });
    expect(textOf(marks.pack())).toMatch(/^marks 2\n4400 [0-9a-f]{8}$/);
    expect(Marks.unpack(marks.pack()).differences(marks)).toEqual([]);
  });

  it('are read as version 1 packed them', () => {
    const marks = Marks.unpack(pack('4400 0123abcd'));
    expect(marks.differences(Marks.unpack(pack('marks 2\n4400 0123abcd')))).toEqual([]);
    expect(Marks.unpack(pack('')).differences(marks)).toEqual([ada]);
  });

  it('are refused if a newer version packed them', () => {
    expect(() => Marks.unpack(pack('marks 3\nsomething else'))).toThrow('A newer Latchkey made the preview');
  });
});
