import { kindOf } from '../../bench/calls';

it('a read is of the kind that its path names, whoever it is about', () => {
  expect(kindOf('/api/spaces/coworkers/17')).toBe('coworkers');
  expect(kindOf('/api/billing/coworkertimepasses')).toBe('coworkertimepasses');
  expect(kindOf('/api/billing/coworkertimepasses/')).toBe('coworkertimepasses');
});
