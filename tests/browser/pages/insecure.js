// On a page without a secure context browsers leave this out.
delete Crypto.prototype.subtle;
