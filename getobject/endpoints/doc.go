// Package endpoints answers at every kind of endpoint that S3 has: a [Handler] gives each request
// to the handler of what its host and path name.
//
//	website            getobject/s3website
//	Object Lambda      getobject/objectlambda, by name or by the alias of an access point
//	all others         the handler of reads: path style, virtual hosts, access points, S3 on
//	                   Outposts, directory buckets; and its Next, which sessions and writes are
//
// Sessions of directory buckets are no endpoint of their own: getobject/s3express is the Next of the
// handler of reads, and its authenticator knows them.
package endpoints
