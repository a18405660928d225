// The first module of a release's programs: what is for developers, as the page of the API, is not in a bundle, whatever
// the environment says.
process.env.NODE_ENV = 'production';
