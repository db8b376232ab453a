// Never compiled: what a package brings that a build takes over as it is.
exports.asyncItems = async function* (n) {
  for (let i = 0; i < n; i += 1) yield `native ${i}`;
  return 'end';
};
exports.items = function* (n) {
  for (let i = 0; i < n; i += 1) yield i;
};
exports.load = async (id) => `native ${id}`;
exports.add = (a, b) => a + b;
exports.Store = class Store {
  #items = new Map();
  put(key, item) {
    this.#items.set(key, item);
    return this.#items.size;
  }
  async get(key) {
    return this.#items.get(key);
  }
  async *keys() {
    yield* this.#items.keys();
  }
  static open() {
    return new Store();
  }
};
exports.Query = class Query {
  then(resolve, reject) {
    return Promise.resolve(['row']).then(resolve, reject);
  }
};
exports.stream = (items) =>
  new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item);
      controller.close();
    },
  });
exports.kind = (fn) => Object.prototype.toString.call(fn);
