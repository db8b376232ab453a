export default {
  presets: ['@babel/preset-typescript'],
  plugins: ['module:@bud/babel'],
  sourceMaps: 'inline',
};
