package content

// A cutter cuts what is written to it into blocks.
type cutter struct {
	size  int
	emit  func(block []byte) error // does not keep the block
	block []byte                   // that is not full yet
}

// Write does not keep p, and does not copy those blocks that are in it as a whole.
func (c *cutter) Write(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		if rest := p[n:]; len(c.block) == 0 && len(rest) >= c.size {
			err = c.emit(rest[:c.size])
			n += c.size
			continue
		}
		take := min(len(p)-n, c.size-len(c.block))
		c.block = append(c.block, p[n:n+take]...)
		n += take
		if len(c.block) == c.size {
			err = c.flush()
		}
	}
	return n, err
}

// flush emits the block, full or not.
func (c *cutter) flush() error {
	if len(c.block) == 0 {
		return nil
	}
	err := c.emit(c.block)
	c.block = c.block[:0]
	return err
}
