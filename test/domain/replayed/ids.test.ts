import { parseMemberId, parseRecordId } from '../../../domain/replayed/ids';

test.each(['1', '4411', '2147483683', '9223372036854775807'])('%s is the id of a record and of a member', (text) => {
  expect(parseRecordId(text)).toBe(text);
  expect(parseMemberId(text)).toBe(text);
});

test.each(['', '0', '007', '-1', '1.5', '1e3', ' 1', '1\n', '٣', 'b7e4', '12345678901234567890'])(
  '%j is no id',
  (text) => {
    expect(parseRecordId(text)).toBeNull();
    expect(parseMemberId(text)).toBeNull();
  },
);
