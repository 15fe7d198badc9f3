package main

import (
	"io"
	"net"
	"sync"
)

// A connectionLimit has a slot for each connection that may be open at a time. Nil is no
// limit.
//
// A connection above the limit waits and is not refused: a client sees a slow connection
// attempt and needs no retry, and what waits costs the process nothing, because it waits
// in the backlog of the kernel (one connection of each listener excepted). The timeouts of
// the server free the slots of clients that do nothing.
type connectionLimit chan struct{}

// newConnectionLimit returns a limit of n connections, and none for 0.
func newConnectionLimit(n int) connectionLimit {
	if n == 0 {
		return nil
	}
	return make(connectionLimit, n)
}

// listener returns l under the limit, which several listeners may share.
func (limit connectionLimit) listener(l net.Listener) net.Listener {
	if limit == nil {
		return l
	}
	return &limitedListener{Listener: l, limit: limit, closed: make(chan struct{})}
}

type limitedListener struct {
	net.Listener
	limit  connectionLimit
	once   sync.Once
	closed chan struct{}
}

// Accept returns the next connection once it has a slot. It takes the slot after accepting,
// so that a listener without clients does not hold one that another listener needs.
func (l *limitedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	select {
	case l.limit <- struct{}{}:
		return &limitedConn{Conn: c, limit: l.limit}, nil
	case <-l.closed:
		c.Close()
		return nil, net.ErrClosed
	}
}

// Close also ends an Accept that waits for a slot.
func (l *limitedListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// A limitedConn has a slot until it is closed.
type limitedConn struct {
	net.Conn
	limit connectionLimit
	once  sync.Once
}

// Close frees the slot, once for any number of calls.
func (c *limitedConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(func() { <-c.limit })
	return err
}

// ReadFrom passes a file on to the TCP connection, which uses sendfile.
func (c *limitedConn) ReadFrom(r io.Reader) (int64, error) { return io.Copy(c.Conn, r) }

// CloseWrite lets package net/http end a connection without losing its last response.
func (c *limitedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
