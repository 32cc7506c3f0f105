// As in browsers that lock it away.
delete window.WebAssembly;
