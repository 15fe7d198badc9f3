// Command conform tells how far a server answers as S3 does. It makes through the S3 API what the
// vectors of package vectors need, sends those that can be expressed against any endpoint, and
// prints a table by area:
//
//	go -C internal/interop run ./conform -endpoint http://127.0.0.1:9000 -access-key A -secret-key S
//
// What a server gave is put in the place of what a fixture says: names of buckets, version ids,
// entity tags, and dates of modification. A vector whose fixture no API can make, such as an
// object in an archive or of another account, is not expressible, and never counts as passed. The
// program touches no bucket but those that it makes, and removes them at the end.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// An endpoint is a server with credentials of the owner of what is made on it.
type endpoint struct {
	url, tlsURL          string
	accessKey, secretKey string
	region               string
	keep                 bool
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("conform: ")
	var e endpoint
	flag.StringVar(&e.url, "endpoint", os.Getenv("AWS_ENDPOINT_URL"), "URL of the server, without TLS")
	flag.StringVar(&e.tlsURL, "tls-endpoint", "", "URL of the same server with TLS, whose certificate is not verified; vectors that need TLS are skipped without one")
	flag.StringVar(&e.accessKey, "access-key", os.Getenv("AWS_ACCESS_KEY_ID"), "access key id")
	flag.StringVar(&e.secretKey, "secret-key", os.Getenv("AWS_SECRET_ACCESS_KEY"), "secret access key")
	flag.StringVar(&e.region, "region", "us-east-1", "region of the server")
	flag.BoolVar(&e.keep, "keep", false, "leave the buckets that were made")
	verbose := flag.Bool("v", false, "print each difference, and why a vector was not run")
	asJSON := flag.Bool("json", false, "print the result as JSON")
	flag.Parse()
	if e.url == "" || e.accessKey == "" {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	r, err := e.run(ctx)
	if r != nil {
		err = errors.Join(err, r.print(os.Stdout, *asJSON, *verbose))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// run runs all vectors and sequences.
func (e *endpoint) run(ctx context.Context) (*result, error) {
	files, err := vectors.All()
	if err != nil {
		return nil, err
	}
	target, err := e.target()
	if err != nil {
		return nil, err
	}
	var makers []*maker
	defer func() {
		for _, m := range makers {
			if !e.keep {
				m.remove(context.WithoutCancel(ctx))
			}
		}
	}()
	for _, f := range files {
		m, err := newMaker(e, f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		makers = append(makers, m)
		m.make(ctx)
	}
	time.Sleep(settle)
	r := new(result)
	for _, m := range makers {
		if err := m.run(ctx, target, r); err != nil {
			return r, fmt.Errorf("%s: %w", m.file.Name, err)
		}
	}
	sequences, err := vectors.Sequences()
	if err != nil {
		return r, err
	}
	for _, f := range sequences {
		if err := e.runSequences(ctx, target, f, r); err != nil {
			return r, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return r, nil
}

// settle is how long the last object is left alone, so that a date a second after its last
// modification is none of the future.
const settle = 2 * time.Second

// target is the server as the runner of vectors sees it. In which letter case it sends names of
// fields is not compared: few servers can choose.
func (e *endpoint) target() (getobjecttest.Target, error) {
	t := getobjecttest.Target{IgnoreCase: true, TLS: &tls.Config{InsecureSkipVerify: true}}
	plain, err := url.Parse(e.url)
	secure, err2 := url.Parse(e.tlsURL)
	if err != nil || err2 != nil || plain.Scheme != "http" {
		return t, errors.Join(errors.New("endpoint: not a URL of http"), err, err2)
	}
	t.Addr, t.TLSAddr = plain.Host, secure.Host
	return t, nil
}

// client is the SDK against the server.
func (e *endpoint) client() *s3.Client {
	base := e.url
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if e.tlsURL != "" { // for keys of customers
		base = e.tlsURL
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	}
	return s3.New(s3.Options{
		Region: e.region, BaseEndpoint: aws.String(base), UsePathStyle: true, RetryMaxAttempts: 2,
		Credentials:                credentials.NewStaticCredentialsProvider(e.accessKey, e.secretKey, ""),
		HTTPClient:                 &http.Client{Transport: transport, Timeout: time.Minute},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
	})
}

// run runs the vectors of a file.
func (m *maker) run(ctx context.Context, target getobjecttest.Target, r *result) error {
	real, err := m.fixture(m.file.Fixture)
	if err != nil {
		return err
	}
	for _, v := range m.file.Vectors {
		if err := ctx.Err(); err != nil {
			return err
		}
		changed, why := m.translate(v)
		if why != "" {
			r.add(v.ID, outcome{skipped: why})
			continue
		}
		r.add(v.ID, m.send(ctx, target, vectors.File{Name: m.file.Name, Fixture: real}, changed))
	}
	return nil
}

// send sends a vector and compares the answer, of which the names of the fixture are told.
func (m *maker) send(ctx context.Context, target getobjecttest.Target, f vectors.File, v vectors.Vector) outcome {
	a, err := getobjecttest.Send(ctx, target, f, vectors.Step{Request: v.Request})
	if err != nil {
		return outcome{err: fmt.Errorf("%s: %w", v.ID, err), note: noteOf(err, m.names)}
	}
	o := outcome{err: a.Check(f, v), status: a.Status, code: codeOf(a.Body)}
	o.note = noteOf(o.err, m.names)
	return o
}

// print writes the result.
func (r *result) print(w io.Writer, asJSON, verbose bool) error {
	if asJSON {
		return r.writeJSON(w)
	}
	return r.writeTable(w, verbose)
}
