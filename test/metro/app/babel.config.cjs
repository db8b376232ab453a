module.exports = { presets: ['@react-native/babel-preset'], plugins: ['module:@bud/babel'] };
