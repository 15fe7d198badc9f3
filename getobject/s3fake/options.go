package s3fake

import (
	"cmp"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/store"
)

// Options say what a [Server] is. The zero Options, and nil, are those of an empty one on a
// free port of 127.0.0.1, without TLS, that is strict. They are copied, and may be used again
// unless there is a Listener.
type Options struct {
	// Addr is the TCP address to listen at, such as "[::1]:0". "" means "127.0.0.1:0"; the
	// port 0 is a free one.
	Addr string

	// Listener is where to listen instead of Addr; that of a Unix socket will do. The Server
	// closes it.
	Listener net.Listener

	// Pipe means that there is no port: only [Server.Client], and what else dials with
	// [Server.Dial], reaches the Server, over [net.Pipe] and by the same HTTP/1.1.
	Pipe bool

	// TLS means that connections are encrypted, with a certificate that is made for the
	// Server and that [Server.Client] trusts.
	TLS bool

	// Domains are hosts at which the first label may name a bucket, as in "b.localhost" for
	// "localhost". Those of Amazon S3 always are. Other hosts have the bucket in the path.
	Domains []string

	// Websites are hosts of website endpoints, as Domains are of buckets.
	Websites []string

	// ObjectLambda has the access points whose functions make what is read. Nil has none.
	ObjectLambda objectlambda.AccessPoints

	// AccessKey and SecretKey are the credentials of the owner, who may do everything. ""
	// means "AKIAIOSFODNN7EXAMPLE" and the secret that S3's documentation has for it.
	AccessKey, SecretKey string

	// Region is that of the buckets in Buckets and of [Server.CreateBucket]. "" means
	// [store.DefaultRegion].
	Region string

	// Principals are others with credentials, and what they may do in every bucket.
	Principals []fixture.Principal

	// Anonymous is what may be done without a signature. None means nothing.
	Anonymous fixture.Actions

	// Lenient lets everything in: signatures are not looked at, everybody may do everything,
	// and a bucket that a request names exists from then on, as with AutoBuckets.
	Lenient bool

	// AutoBuckets means that a bucket that a request names exists from then on.
	AutoBuckets bool

	// Buckets are the names of buckets to begin with.
	Buckets []string

	// State is a file that keeps what is stored between runs, as [memstore.Store.Keep] does: it
	// is read at first, and has each change when a request is answered. Those of Buckets that it
	// has are left as they are. "" means none.
	State string

	// Fixture is a document of package fixture with what is stored, its principals and
	// policies; nil means none. Its principals are there beside those above.
	Fixture []byte

	// Time is where the clock stands at first. Zero means that it runs with the machine's.
	Time time.Time

	// Seed makes the ids of versions and requests the same in each run, as long as requests
	// come in the same order. 0 means random ids.
	Seed uint64

	// Faults are those to begin with; see [Server.Inject].
	Faults []Fault

	// RestoreTime returns how long RestoreObject takes, by the clock, for an object of a storage
	// class and by a tier, which may be "". Nil means [s3write.RestoreTime].
	RestoreTime func(class, tier string) time.Duration

	// Next makes the handler of what is neither GetObject nor HeadObject. It is called once,
	// when s has all it needs but is not yet serving. Nil means package s3write: uploads,
	// copies, deletes, lists and buckets, and S3's NotImplemented for the rest.
	Next func(s *Server) http.Handler

	// Log gets a line for each read, and what net/http complains about. Nil means no log.
	Log *slog.Logger
}

// account is the account of the owner, which is also that of fixtures that name none.
const account = "111122223333"

// The owner's credentials where none are given (S3 SigV4: Examples).
const (
	exampleAccessKey = "AKIAIOSFODNN7EXAMPLE"
	exampleSecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// completed returns a copy of o with the values that zeros stand for. A nil o is the zero
// Options.
func (o *Options) completed() (Options, error) {
	var c Options
	if o != nil {
		c = *o
	}
	ways := 0
	for _, given := range []bool{c.Addr != "", c.Listener != nil, c.Pipe} {
		if given {
			ways++
		}
	}
	switch {
	case ways > 1:
		return c, errors.New("s3fake: Addr, Listener and Pipe exclude each other")
	case c.Fixture != nil && c.State != "":
		return c, errors.New("s3fake: Fixture and State exclude each other")
	case (c.AccessKey == "") != (c.SecretKey == ""):
		return c, errors.New("s3fake: AccessKey and SecretKey go together")
	}
	if c.AccessKey == "" {
		c.AccessKey, c.SecretKey = exampleAccessKey, exampleSecretKey
	}
	c.Region = cmp.Or(c.Region, store.DefaultRegion)
	c.Addr = cmp.Or(c.Addr, "127.0.0.1:0")
	return c, nil
}
