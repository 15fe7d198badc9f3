// Package cdkblobs keeps the files of a [blobstore.Store] in a bucket of object storage: Amazon S3
// and what is compatible with it, Google Cloud Storage, Azure Blob Storage, and what else there is
// a driver of gocloud.dev/blob for. The names and bytes are those of package folder, so a folder
// that is copied into a bucket is a working store, and the other way round.
//
// # What the storage has to promise
//
//   - A file that was put is in every list and read that begins later, and one that was removed is
//     in none.
//   - Of several that put a file which must not exist, one does (If-None-Match: * of S3 and Azure,
//     ifGenerationMatch=0 of Google).
//   - Lists are in the order of the bytes of names. Directory buckets of S3 and accounts of Azure
//     with a hierarchical namespace are not; a list that is out of order is an error.
//
// Versioning of the storage's bucket is not needed and keeps what was removed. Multipart uploads
// that were given up are removed by a lifecycle rule of the storage.
//
// # Requests
//
// Add, Read, Stat, Remove, First and OpenRange send one request, Open none, and List one for each
// thousand names from the first that is wanted. A file that is created is one request, or those of
// a multipart upload if it is long. The SDKs try again what fails.
//
// # Drivers that are no cluster
//
// Those of memory and of folders serve tests. The latter does not wait until the disk has what is
// written, tells of the files of others only where they are in the same process, and reads a folder
// whole to list a part of it: use package folder.
package cdkblobs
