package s3fake

import (
	"context"
	"net"
	"sync"
	"time"
)

// listen opens the listener of o, without TLS.
func (o *Options) listen() (net.Listener, error) {
	switch {
	case o.Listener != nil:
		return o.Listener, nil
	case o.Pipe:
		return newPipes(), nil
	}
	return net.Listen("tcp", o.Addr)
}

// pipes is a listener whose connections are those of net.Pipe.
type pipes struct {
	incoming chan net.Conn
	closed   chan struct{}
	once     sync.Once
}

func newPipes() *pipes {
	return &pipes{incoming: make(chan net.Conn), closed: make(chan struct{})}
}

// Accept waits for the next connection.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.incoming:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and Dial. Connections stay.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr returns an address that nobody can dial.
func (p *pipes) Addr() net.Addr { return pipeAddr{} }

// dial makes a connection and returns the client's end.
func (p *pipes) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	var err error
	select {
	case p.incoming <- &hasty{Conn: server}:
		return client, nil
	case <-p.closed:
		err = net.ErrClosed
	case <-ctx.Done():
		err = ctx.Err()
	}
	_ = client.Close()
	_ = server.Close()
	return nil, err
}

// A hasty is the server's end of a pipe, which does not wait long to say goodbye: nothing takes
// in what both ends of a pipe write at once, and TLS would wait for five seconds.
type hasty struct {
	net.Conn
	mu      sync.Mutex
	leaving bool
}

// goodbye is how long the end of a connection of TLS is given to be read.
const goodbye = 10 * time.Millisecond

// SetWriteDeadline sets a deadline that is near. Only TLS that ends sets any, and then net/http,
// which takes deadlines away after each answer, does not take it away.
func (h *hasty) SetWriteDeadline(t time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.IsZero() && h.leaving {
		return nil
	}
	h.leaving = !t.IsZero()
	if near := time.Now().Add(goodbye); t.After(near) {
		t = near
	}
	return h.Conn.SetWriteDeadline(t)
}

// pipeHost is the host in the URL of a Server without a port.
const pipeHost = "s3.test"

// A pipeAddr is the address of pipes.
type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return pipeHost }
