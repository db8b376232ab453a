import _ from 'lodash-es';

const users = [
  { name: 'ada', age: 36, tags: ['x', 'y'] },
  { name: 'alan', age: 41, tags: ['y'] },
  { name: 'grace', age: 36, tags: [] },
];
const calls = [];
const counted = _.memoize((n) => (calls.push(n), n * 2));
const curried = _.curry((a, b, c) => [a, b, c]);
const cyclic = { a: 1 };
cyclic.self = cyclic;
export const result = {
  grouped: _.groupBy(users, 'age'),
  chain: _.chain(users).filter({ age: 36 }).map('name').map(_.capitalize).sortBy().value(),
  lazy: _(_.range(1000))
    .map((n) => n * 3)
    .filter((n) => n % 2)
    .take(3)
    .value(),
  sorted: _.orderBy(users, ['age', 'name'], ['desc', 'asc']).map(({ name }) => name),
  merged: _.mergeWith({ a: [1], b: { c: 2 } }, { a: [3], b: { d: 4 } }, (x, y) =>
    _.isArray(x) ? x.concat(y) : undefined,
  ),
  memo: [counted(2), counted(2), counted(3), calls],
  curry: [curried(1)(2)(3), curried(_, 2)(1, 3), curried.length],
  equal: _.isEqual(_.cloneDeep(cyclic), cyclic),
  template: _.template('<% _.forEach(users, function(u) { %><li><%- u.name %></li><% }); %>', { imports: { _ } })({
    users,
  }),
  words: [
    _.kebabCase('fooBar baz'),
    _.startCase('--foo-bar'),
    _.truncate('a long sentence here', { length: 12, separator: ' ' }),
  ],
  flow: _.flow([_.add, (n) => n * n])(1, 2),
  set: _.set({}, 'a[0].b.c', 4),
  bound: _.bindAll(
    {
      n: 1,
      get() {
        return this.n;
      },
    },
    ['get'],
  ).get.call(null),
  partial: _.partialRight(_.ary(parseInt, 2), 2)('101'),
};
