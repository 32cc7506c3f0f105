// Rendered on a server at build time, into files: the shop of the tests serves them.
export default { output: "export", basePath: "/next", trailingSlash: true };
