package s3express

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"sync"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// Lifetime is how long a session lasts. S3 CreateSession: Description.
const Lifetime = 5 * time.Minute

// A Session is temporary credentials for one directory bucket.
type Session struct {
	// AccessKey and SecretKey are what requests of the session are signed with.
	AccessKey, SecretKey string

	// Token goes with them, as x-amz-s3session-token.
	Token string

	// Expiry is when the session ends.
	Expiry time.Time
}

// A Store keeps sessions. Its method may be called concurrently.
type Store interface {
	// Create begins a session, of a bucket and in a mode, for whoever has the identity. It
	// ends at the time given.
	Create(ctx context.Context, id getobject.Identity, bucket string, mode getobject.SessionMode, ends time.Time) (Session, error)
}

// Sessions keeps sessions in memory, and gives the credentials of others too: it is a [Store] and
// a [sigv4.CredentialStore]. Sessions that ended a while ago are forgotten. Another process does
// not know them: behind a balancer, requests of one client go to one process, or the sessions
// into a Store of one's own.
//
// The zero Sessions has none. Its methods may be called concurrently; it must not be copied.
type Sessions struct {
	// Others has the credentials that are no sessions. Nil has none.
	Others sigv4.CredentialStore

	mu       sync.Mutex
	sessions map[string]sigv4.Credential // by access key
	swept    time.Time                   // when those that had ended were last forgotten
}

var (
	_ Store                 = (*Sessions)(nil)
	_ sigv4.CredentialStore = (*Sessions)(nil)
)

// Create begins a session.
func (s *Sessions) Create(_ context.Context, id getobject.Identity, bucket string, mode getobject.SessionMode, ends time.Time) (Session, error) {
	session := Session{
		AccessKey: "ASIA" + rand.Text()[:16],
		SecretKey: rand.Text() + rand.Text()[:14],
		Token:     base64.StdEncoding.EncodeToString([]byte(rand.Text() + rand.Text())),
		Expiry:    ends,
	}
	id.AccessKey, id.Session = "", mode
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(ends.Add(-Lifetime))
	if s.sessions == nil {
		s.sessions = make(map[string]sigv4.Credential)
	}
	s.sessions[session.AccessKey] = sigv4.Credential{
		SecretKey: sigv4.NewSecretKey(session.SecretKey), SessionToken: session.Token, Expiry: ends,
		Identity: id, Bucket: bucket,
	}
	return session, nil
}

// sweep forgets, at most once in a lifetime, sessions that ended a lifetime before now: until then
// a client is told that its session expired.
func (s *Sessions) sweep(now time.Time) {
	if now.Sub(s.swept) < Lifetime {
		return
	}
	s.swept = now
	for key, c := range s.sessions {
		if now.Sub(c.Expiry) > Lifetime {
			delete(s.sessions, key)
		}
	}
}

// Credential returns the credential of a session, or of the others.
func (s *Sessions) Credential(ctx context.Context, accessKey string) (sigv4.Credential, error) {
	s.mu.Lock()
	c, ok := s.sessions[accessKey]
	s.mu.Unlock()
	switch {
	case ok:
		return c, nil
	case s.Others == nil:
		return sigv4.Credential{}, sigv4.ErrNoKey
	}
	return s.Others.Credential(ctx, accessKey)
}
