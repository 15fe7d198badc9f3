// Package fsstore is a read-only [store.Store] over any [fs.FS]: a folder, an embed.FS,
// a zip file. Each file is an object; its path is its key:
//
//	root, err := fsstore.Dir("public")
//	s := fsstore.New("site", root)
//
// # What an object is told to be
//
//	size           that of the file
//	Last-Modified  the file's modification time, in whole seconds
//	ETag           from modification time and size
//	Content-Type   by the extension of the key
//
// The entity tag has the form "1886caf21c963200-2a": the modification time in
// nanoseconds from 1970 and the size in bytes, both hexadecimal. It is a strong
// validator (RFC 9110 §8.8.1) as far as every change of a file changes its time or its
// size, and no MD5, which clients can tell by the dash. Files without a modification
// time, as embed.FS has them, have the MD5 of their content instead; it is computed when
// such a file is first opened and holds for as long as the Store lives, because files
// without a time do not change.
//
// # What is no key
//
// Directories and other things that are no regular files, and keys that are no path for
// an [fs.FS]: those with empty elements, "." or "..", or a slash at either end
// (see [fs.ValidPath]), or with a NUL byte.
//
// # Pinning
//
// An Object holds its file open. A file that was replaced by renaming goes on being read
// as it was. A file that was written to is noticed by its size or time when the reading
// begins ([store.ErrChanged]); one that becomes shorter after that fails with
// [io.ErrUnexpectedEOF].
package fsstore
