// Package s3website answers as the website endpoints of Amazon S3 do: index documents, error
// documents with the status of the error, redirects, and errors as pages of HTML. A [Handler]
// stands before a [getobject.Handler], which answers requests to all other hosts.
//
// # Order
//
//	method             GET and HEAD, and preflight requests
//	bucket             there, with a website configuration
//	redirect of all
//	read               the object, or the index document of a key that ends with a slash
//	slash              a folder without its slash that has an index document
//	routing rules      by the key and the status of the read
//	redirect           that the object itself has
//	object, or error document, or a page of HTML
//
// Reads are anonymous, whatever the request is signed with: its Authorization, its query and its
// x-amz- fields are not read. Ranges, preconditions and CORS are those of any read, and so are
// the fields of the answer. S3 User Guide: Website endpoints.
//
// # What is not known
//
// Whether a page of HTML has the x-amz-error- fields beside it is known for some answers alone:
// docs/RULES.md lists what was chosen. The protocol that a redirect does not name is that of the
// request, as the page says; S3 itself has no TLS there.
package s3website
