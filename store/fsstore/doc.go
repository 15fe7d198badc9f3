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
// The entity tag of a file of the operating system has the form
// "1886caf21c963200-2a-85d0e5f377bab567": the modification time in nanoseconds from 1970
// and the size in bytes, both hexadecimal, and 8 bytes of a SHA-256 of the number of its
// inode and the time of the inode's last change. The third part is missing where the
// system or the file system does not tell these, as on Windows and in zip files. It is a
// strong validator (RFC 9110 §8.8.1) as far as every change of a file changes one of
// these, and no MD5, which clients can tell by the dash.
//
// No program sets the time of change, so that a file that is rewritten and given its old
// time again (touch -r, cp -p, os.Chtimes) has another tag. The tag outlives a restart of
// the server. It does not outlive what changes the inode and not the content: a copy to
// another folder or machine, a restored backup, a change of owner or permissions, a
// further hard link. Clients then fetch the file again. Several servers that answer for
// one bucket from copies of their own need tags that agree: give [Mount] an ETag.
//
// Files without a modification time, as embed.FS has them, have the MD5 of their content
// instead; it is computed when such a file is first opened and holds for as long as the
// Store lives, because files without a time do not change.
//
// # What is not a key
//
// Directories and other things that are not regular files, and keys that are not a path
// for an [fs.FS]: those with empty elements, "." or "..", or a slash at either end
// (see [fs.ValidPath]), or with a NUL byte. If the file system is an [fs.StatFS], as
// [Root] and os.DirFS are, pipes, sockets and devices are not even opened.
//
// # Pinning
//
// An Object holds its file open. A file that was replaced by renaming, or removed, goes
// on being read as it was; this is how a file that is being served is replaced without
// a failure.
//
// A file that is written to where it is fails with [store.ErrChanged]. Its state (size,
// modification time, inode and time of change where the system tells them) is that of the
// moment when it was opened, and is compared again before the first byte, after every
// 4 MiB, and for the last time when the last bytes were read and not yet handed on. So
// whoever receives all bytes has them from a file that was in one state from Open until
// after the last of them was read. A window of up to 32 KiB is read and compared by
// OpenRange, and no change fails it afterwards. Bytes are copied out of the file before that; only
// those that are more than 64 MiB from the end of the window are left to the system's
// sendfile, which goes on referring to the file until they have left the machine, and
// they have when the last byte is handed on, as long as the buffers of the sockets hold
// less than that.
//
// What remains possible:
//
//   - Two changes that the clock of the file system cannot tell apart are one. Linux
//     before 6.13 has steps of 1 to 10 ms, FAT of 2 s. A file that is opened between two
//     writes of one step can be sent as a mixture, under a tag that the later state has
//     too.
//   - A write that is going on when the file is opened may have set the times already.
//     Overwriting without truncation in one long call, or through a memory mapping, is
//     therefore not noticed if it began before.
//   - Losing or gaining a name changes the time of change as well. A file whose number of
//     names changes while it is read passes on its size and modification time, so that
//     replacing works; that it was also rewritten and given its old time is not noticed.
//   - Where there is no time of change, a rewrite that keeps size and modification time
//     is not noticed.
//   - Network file systems may answer with attributes that are some seconds old.
//
// Conversely, a change of owner or permissions, or renaming the file itself, ends its
// readers although the content stays.
//
// # Files that are kept open
//
// Opening a file costs more than all else that is done for a small one. So those that were
// asked for last stay open, up to [Store.OpenFiles], and the next request for one costs a
// description of its path, without opening it: of a [Root] one system call, and two more for
// each folder that the key names, whose links are followed no further than when it is opened.
//
// What is kept is used only if it is what opening would give at that moment: the same inode of
// the same device, whose number is given to no other file while it is open, with the same
// size, modification time and time of change. It is closed, and the file opened, where the file
// was replaced or written to, where its permissions or owner are others, and where a folder or
// link on the way leads elsewhere. A reader is bound to its file as above.
//
// A file that was removed takes its place on the disk until it is closed: when its key is asked
// for, when others take its turn, at the first request after it was not asked for in a minute,
// or by [Store.Close]; so it is with a file system that is to be unmounted. Where attributes of
// a network file system are some seconds old, a change is seen as much later; set OpenFiles to a
// negative number to have each request open the file. No file is kept that is no [*os.File],
// whose file system is no [fs.StatFS], or where no time of change is told, as on Windows.
//
// # Content that is in memory
//
// The content of a file of up to 4 KiB that was kept open for 3 seconds is kept in memory when
// it is next read, and goes when the file is closed: 1 MiB at most, with 256 files, beside less
// than 1 KiB of each for what its responses share. A read of it costs the description of its
// path and nothing else. It is used where the open file is, and was read while that was in the
// state that it is still in.
//
// The 3 seconds are longer than a step of the clock of a file system. What was read between two
// changes of one step is not what the state stands for afterwards, and would be served until
// there is another change. Once a state has lasted for longer than a step, each change ends it.
// Two kinds of change do not, because the time of change is set before the content is:
//
//   - A program that writes through a memory mapping. The time of change is that of its first
//     write to a page since the system wrote the page to the disk, which on Linux is about every
//     half a minute, and in a file system without a disk never.
//   - A write that takes more than 3 seconds, of bytes that were there before.
//
// Content that was read before such a change is served for as long as the file is kept open in
// that state, and its entity tag is the same before and after in any case. A file that is written
// like that has to be replaced by renaming, or served with a negative OpenFiles, so that each
// request reads what is there.
package fsstore
