// Command adapter puts the handler in front of the storage of another server: one with
// UUIDs for version ids, checks of its own for customers' keys, a limit of reads, a path
// prefix, a proxy in front, and a policy by source address. This file is all that its author
// has to write.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// An adapter is the vault as a store.
type adapter struct{ *vault }

func (a adapter) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	b, ok := a.buckets[name]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b, ctx.Err()
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// WellFormedVersionID is what makes ?versionId= take the ids of the vault.
func (a adapter) WellFormedVersionID(_ *store.Bucket, id string) bool { return uuid.MatchString(id) }

// Open translates the vault's errors, and its description of a file.
func (a adapter) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if _, err := a.Bucket(ctx, ref.Bucket); err != nil {
		return nil, err
	}
	id, _ := ref.Version.ID()
	f := a.find(ref.Bucket+"/"+ref.Key, id)
	if f == nil || ref.Version.IsNull() && f.revision != "" {
		return nil, ref.Version.NotFound()
	}
	return newObject(a.vault, f)
}

// An object is a file that the vault holds until it is released.
type object struct {
	vault *vault
	file  *file
	info  store.Info
}

func newObject(v *vault, f *file) (store.Object, error) {
	err := v.acquire()
	if errors.Is(err, errBusy) {
		return nil, &store.RetryError{Err: store.ErrSlowDown, After: time.Second}
	}
	if err != nil {
		return nil, err
	}
	o := &object{vault: v, file: f, info: store.Info{
		Size:         int64(len(f.body)),
		ETag:         `"` + f.tag + `"`,
		LastModified: f.written,
		VersionID:    f.revision,
		ContentType:  f.mime,
		Metadata:     f.labels,
	}}
	if f.keyCheck != nil {
		o.info.Encryption = sse.Encryption{Customer: sse.MatcherFunc(func(k sse.CustomerKey) bool {
			return f.unlocks(k.Bytes())
		})}
	}
	return o, nil
}

func (o *object) Info() *store.Info { return &o.info }

func (o *object) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(o.file.body[off : off+n])), nil
}

func (o *object) Close() error {
	o.vault.release()
	return nil
}

// A networks is a policy by source address: reads are allowed from these networks, if the
// vault's own Authorizer allows them too.
type networks struct {
	from []netip.Prefix
	then getobject.Authorizer
}

func (n networks) Authorize(ctx context.Context, a getobject.Access) (getobject.Verdict, error) {
	client, err := netip.ParseAddrPort(a.Request.RemoteAddr)
	if err != nil {
		return getobject.DenyExplicitly, nil
	}
	for _, p := range n.from {
		if p.Contains(client.Addr().Unmap()) {
			return n.then.Authorize(ctx, a)
		}
	}
	return getobject.DenyExplicitly, nil
}

// behindProxy gives the handler the address, the host and the scheme that the client used.
// The proxy has to replace these fields whatever the client sent, and nobody else may reach
// the server.
func behindProxy(h getobject.Handler) http.Handler {
	h.Secure = func(r *http.Request) bool { return r.Header.Get("X-Forwarded-Proto") == "https" }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.Clone(r.Context())
		r.Host = r.Header.Get("X-Forwarded-Host")
		r.RemoteAddr = netip.AddrPortFrom(forwarded(r.Header.Get("X-Real-Ip")), 0).String()
		h.ServeHTTP(w, r)
	})
}

func forwarded(text string) netip.Addr {
	a, _ := netip.ParseAddr(text) // an address that is none is in no network
	return a
}

func main() {
	addr := flag.String("addr", "127.0.0.1:9000", "`host:port` to listen on")
	flag.Parse()
	h := getobject.Handler{Store: adapter{demoVault()}, Prefix: "/vault",
		Authorizer: networks{[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, getobject.AllowAll{}}}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("try http://%s/vault/b/hello.txt\n", l.Addr())
	srv := &http.Server{Handler: &h, ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(srv.Serve(l))
}
