import { compareInstants } from './compare-instants';

it.each([
  ['2024-03-01T10:00:00Z', '2024-03-01T09:59:59Z', 1],
  ['2024-03-01T10:00:00Z', '2024-03-01T10:00:00Z', 0],
  ['2024-03-01T10:00:00Z', '2024-03-01T10:00:00.500Z', -1],
  ['2024-03-01', '2024-02-29', 1],
  ['2024-03-01', '2024-03-01T00:00:00Z', 0],
  ['2024-03-01T10:00:00+02:00', '2024-03-01T09:00:00+00:00', -1],
])('orders %s and %s by time, however they are written', (a, b, order) => {
  expect(Math.sign(compareInstants(a, b))).toBe(order);
});
