export default {
  transform: { '^.+\\.[jt]sx?$': '@bud/swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!@bud/)'], // the runtime is an ECMAScript module, which Jest has to compile
};
