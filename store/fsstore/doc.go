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
//	ETag           from what the system says of the file (see below)
//	Content-Type   by the extension of the key
//
// The entity tag has the form "1886caf21c963200-2a-60f1-1886caf21c9a4c11": the
// modification time in nanoseconds from 1970, the size in bytes and, where the system
// tells them, the inode and the time of the last change (ctime), all hexadecimal. No
// program can set the last of them back, so that a file which is rewritten with its old
// size and its old modification time, as rsync and tar do, has a new tag. It is a strong
// validator (RFC 9110 §8.8.1) as far as two changes of a file are further apart than the
// system's clock ticks, some milliseconds. It is no MD5, which clients can tell by the
// dash. A change of mode, owner or name also changes it, and two machines with copies of
// one folder say different tags; [Mount.ETag] is for those who need another.
//
// On Windows, Plan 9, JavaScript and WASI, and on an [fs.FS] that is no folder of the
// operating system, the tag has the first two parts alone, and a change that keeps both
// of them is not noticed.
//
// Files without a modification
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
// An Object holds its file open. A file that was replaced by renaming another over it
// goes on being read as it was. A file that is written to is noticed
// ([store.ErrChanged]) when a range is opened, at least every 4 MiB while it is read, and
// after the last byte was read but before it is given out: so a client that received as
// many bytes as it was told to received those of one content. One that becomes shorter
// fails with [io.ErrUnexpectedEOF]. This holds as far as the entity tag notices the
// change; a program that writes to a mapped file can be seen late by the system, and is
// not covered.
package fsstore
