// Package s3fake is a server of Amazon S3 for tests: it starts in a test, is what the test says,
// and tells afterwards what was asked of it.
//
//	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"books"}})
//	s.Put("books", "poem.txt", s3fake.Text("No versions, no parts.\n"))
//	// point the SDK at s.URL with s.AccessKey, s.SecretKey and s.Region
//
// GetObject and HeadObject are those of package getobject: every header, status and check of
// S3. Uploads, copies, deletes, lists and buckets are those of package s3write, unless
// Options.Next is set; every other operation is S3's NotImplemented.
//
// # Strict
//
// A signature that is wrong or lacks, a bucket that is not there and a key that may not be
// read are refused as S3 refuses them. [Options.Lenient] lets everything in.
//
// # In front and beneath
//
// A [Server] is an [net/http.Handler], which a test may put behind a middleware and serve with
// [net/http/httptest]. [Options.State] names a file that keeps what is stored until the next run.
// docs/FAKE.md says what replaces what of other fakes.
//
// # Time
//
// [Server.Clock] is the time of the server: Last-Modified, the Date of answers, the end of
// presigned URLs and of restores. It runs with the machine's until a test sets or advances it.
// A request that an SDK signs in its header is good at the time of the machine too, so that
// an SDK goes on working when the clock was advanced by a year. A presigned URL is good by the
// clock of the server alone: where an SDK presigns, let that run and advance it. Faults that
// delay take real time.
//
// # Faults
//
// A [Fault] says which requests fail, and how. It is a value, for the rows of a table:
//
//	s.Inject(s3fake.Fault{Operation: "GetObject", Times: 1, Effect: s3fake.Refuse("SlowDown")})
//	s.Inject(s3fake.Fault{Operation: "ListObjectsV2", Effect: s3fake.LagBehind(time.Minute)})
//
// # The journal
//
// [Server.Journal] has every request with its operation, its answer and, for reads, the step
// and the rule that decided. [Server.Assert] holds it against a [Check]. A test that fails
// prints it.
//
// # Concurrency
//
// All methods of a [Server], of its [Clock] and of what it gives may be called concurrently.
// A Server shares nothing with others: hundreds may run in one process.
package s3fake
